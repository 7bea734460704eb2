// Hears that no event is lost. Gradio's client takes a stream for open until it has read that it is
// closed; what is asked in between is answered into no stream. The server keeps such messages until
// an event opens one, so an event is sent that does nothing else.
window.allianceStream = (() => {
  const fetched = window.fetch;
  // The ids of events that were sent, and of those that a stream has told of, in either order.
  const sent = new Set();
  const heard = new Set();
  let streams = 0;
  let nudges = 0;

  const idle = () => !streams;

  function check() {
    if (streams) return;
    if ([...sent].every((id) => heard.has(id)) || nudges === 10) {
      [sent, heard].forEach((ids) => ids.clear());
      nudges = 0;
      return;
    }
    nudges++;
    alliance.send('nudge', '');
    setTimeout(check, 1000);
  }

  async function listen(reply) {
    streams++;
    const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
    try {
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        for (const [, id] of read.value.matchAll(/"event_id": ?"(\w+)"/g)) heard.add(id);
      }
    } catch { /* The page closes a stream by breaking it off. */ }
    streams--;
    setTimeout(check, 200);
  }

  window.fetch = async (...request) => {
    const reply = await fetched(...request);
    const path = reply.url ? new URL(reply.url).pathname : '';
    if (path.endsWith('/queue/data') && reply.ok) listen(reply.clone());
    if (path.endsWith('/queue/join') && reply.ok) {
      reply.clone().json().then((joined) => sent.add(joined.event_id));
    }
    return reply;
  };

  return {idle};
})();
