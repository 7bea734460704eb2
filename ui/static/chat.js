// What the chat does without asking the server: it copies, and moves the focus.
window.allianceChat = (() => {
  const focusQuestion = () => allianceFocus.on('#question textarea');
  const focusScope = () => allianceFocus.on('#scope-form h2');

  // What was offered is hidden until the answer brings other questions.
  function offerNothing() {
    const offered = document.querySelector('#suggestions [data-busy]');
    if (!offered) return;
    offered.dataset.busy = 'true';
    offered.hidden = true;
  }

  // What an example or an offered question says, once it is clicked.
  let offered = '';
  document.addEventListener('click', (event) => {
    offered = event.target.closest('#chat .example, #suggestions button')?.innerText.trim() ?? '';
  }, true);

  function tell(news, busy) {
    const status = document.querySelector('#status [role=status]');
    if (!status) return;
    status.textContent = news;
    status.dataset.busy = busy;
  }

  // Said at once: where many ask, the server begins with a question only when others are answered.
  function asked(typed) {
    const words = typed ? document.querySelector('#question textarea')?.value ?? '' : offered;
    if (typed && !words.trim()) return;
    offerNothing();
    tell(allianceSaid('Searching the documents …'), true);
    sought = 0;
    if (alliance.linked()) return;
    keep(BEGUN, Date.now());
    keep(BEGUN + '-by', words);
  }

  function notAsked() {
    tell(allianceSaid('The question could not be asked. Try again in a moment.'), false);
    settled();
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
  // When a conversation was begun that has no address yet, which a reload would lose sight of.
  const BEGUN = 'alliance-begun';

  function keep(name, value) {
    try { sessionStorage.setItem(name, value); } catch { /* The browser keeps nothing. */ }
  }

  function kept(name) {
    try { return sessionStorage.getItem(name) ?? ''; } catch { return ''; }
  }

  const keepScope = (text) => keep(SCOPE, text);
  const keptScope = () => kept(SCOPE);

  // When what is sought was asked; only what was before this page is, and only until it asks anew.
  let sought = Number(kept(BEGUN));
  const question = kept(BEGUN + '-by');

  function settled() {
    keep(BEGUN, '');
    if (sought) tell('', false);
    sought = 0;
  }

  // What the server has not taken up before the page was left is given back.
  function giveBack() {
    const box = document.querySelector('#question textarea');
    settled();
    if (!box || box.value) return;
    box.value = question;
    box.dispatchEvent(new Event('input', {bubbles: true}));
  }

  // The answer to what was asked just before the page was loaded anew may come in a moment.
  function seek(tries = 20) {
    if (!sought) return;
    const ago = Date.now() - sought;
    if (alliance.linked() || ago > 60000) { settled(); return; }
    if (!tries) { giveBack(); return; }
    tell(allianceSaid('Searching the documents …'), true);
    // Another tab may have begun a conversation too, with another question.
    alliance.send('begun', `${ago} ${question}`);
    setTimeout(() => seek(tries - 1), 500);
  }

  return {asked, copy, settled, keepScope, keptScope, seek, focusQuestion, focusScope, notAsked, offerNothing};
})();
