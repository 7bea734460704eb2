// What the chat does without asking the server: it copies, and moves the focus.
window.allianceChat = (() => {
  function whenShown(selector, act, tries = 120) {
    const element = document.querySelector(selector);
    if (element && element.offsetParent !== null) act(element);
    else if (tries) requestAnimationFrame(() => whenShown(selector, act, tries - 1));
  }

  const focusQuestion = () => whenShown('#question textarea', (box) => box.focus());
  const focusScope = () => whenShown('#scope-form h2', (heading) => heading.focus());

  // What was offered is hidden until the answer brings other questions.
  function offerNothing() {
    const offered = document.querySelector('#suggestions [data-busy]');
    if (!offered) return;
    offered.dataset.busy = 'true';
    offered.hidden = true;
  }

  function tell(news, busy) {
    const status = document.querySelector('#status [role=status]');
    if (!status) return;
    status.textContent = news;
    status.dataset.busy = busy;
  }

  // Said at once: where many ask, the server begins with a question only when others are answered.
  function asked(typed) {
    if (typed && !document.querySelector('#question textarea')?.value.trim()) return;
    offerNothing();
    tell(allianceSaid('Searching the documents …'), true);
  }

  function notAsked() {
    tell(allianceSaid('The question could not be asked. Try again in a moment.'), false);
  }

  async function copy(text) {
    const status = document.querySelector('#status p');
    try {
      if (!text) throw new Error('no text');
      await alliancePanel.write({dataset: {plain: text}}, 'plain');
      status.textContent = allianceSaid('Copied with footnotes.');
    } catch {
      status.textContent = allianceSaid('The browser did not allow copying.');
    }
  }

  // What questions are limited to is kept for this tab, so that it outlives a reload.
  const SCOPE = 'alliance-scope';

  function keepScope(text) {
    try { sessionStorage.setItem(SCOPE, text); } catch { /* The browser keeps nothing. */ }
  }

  function keptScope() {
    try { return sessionStorage.getItem(SCOPE) ?? ''; } catch { return ''; }
  }

  return {asked, copy, keepScope, keptScope, focusQuestion, focusScope, notAsked, offerNothing};
})();
