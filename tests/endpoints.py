"""The page's handlers, called as anybody can who writes requests by hand."""

from typing import Any

from starlette.testclient import TestClient


class Endpoints:
    """Calls the handlers of a page as one browser, with whatever it likes to send."""

    def __init__(self, client: TestClient) -> None:
        client.get("/")
        self.owner = client.cookies["alliance_owner"]
        self._client = client
        self._config = client.get("/config").json()

    def taking(self, elem_id: str) -> list[dict[str, Any]]:
        """Return the handlers that are given what the component of an id holds."""
        components = self._config["components"]
        wanted = next(each["id"] for each in components if each["props"].get("elem_id") == elem_id)
        return [
            each
            for each in self._config["dependencies"]
            if wanted in each["inputs"] and each["backend_fn"]
        ]

    def named(self, name: str, elem_id: str) -> dict[str, Any]:
        """Return the handler of a name that is given what the component of an id holds."""
        return next(each for each in self.taking(elem_id) if each["api_name"].startswith(name))

    def call(self, handler: dict[str, Any], elem_id: str, value: str, event: Any = None) -> str:
        """Call a handler with a value for one of its inputs, "0" for all others, and return all."""
        names = {each["id"]: each["props"].get("elem_id") for each in self._config["components"]}
        data = [value if names[each] == elem_id else "0" for each in handler["inputs"]]
        request = {
            "fn_index": handler["id"],
            "data": data,
            "session_hash": "x",
            "event_data": event,
        }
        joined = self._client.post("/gradio_api/queue/join", json=request)
        assert joined.status_code == 200, joined.text
        return self._client.get("/gradio_api/queue/data?session_hash=x").text
