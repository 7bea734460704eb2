// What the page does without asking the server: it passes clicks on, moves the focus, and mends
// what assistive technology would stumble over.
window.alliance = (() => {
  let send = () => {};
  let edited = '';

  const connect = (trigger) => { send = trigger; };

  const focusEditing = () => allianceFocus.on('#editing textarea, #editing input');

  // The form stays where something in it cannot be kept; then the focus stays too.
  function focusEdited(tries = 120) {
    if (document.querySelector('#editing')?.offsetParent) {
      if (tries) requestAnimationFrame(() => focusEdited(tries - 1));
      return;
    }
    document.querySelector(`button[data-act=edit][data-id="${CSS.escape(edited)}"]`)?.focus();
  }

  function startEditing(button) {
    edited = button.dataset.id;
    send('edit', edited);
  }

  function showAnswer() {
    const questions = document.querySelectorAll('[data-testid=user]');
    questions[questions.length - 1]?.scrollIntoView({block: 'start'});
  }

  // The page's address names its conversation, so that it can be reloaded, kept and sent to oneself.
  const linked = () => new URL(location.href).searchParams.get('c') ?? '';

  function nowAt(id) {
    const address = new URL(location.href);
    if (id) allianceChat.settled();
    if (id) address.searchParams.set('c', id);
    else address.searchParams.delete('c');
    history.replaceState(history.state, '', address);
  }

  function confirmRemoval(button) {
    const dialog = document.querySelector('#confirm');
    dialog.querySelector('#confirm-name').textContent = button.dataset.title;
    dialog.returnValue = '';
    dialog.onclose = () => { if (dialog.returnValue === 'remove') send('remove', button.dataset.id); };
    dialog.showModal();
  }

  function tell(text) {
    document.querySelector('#found .told').textContent = text;
  }

  function saveChosen(button) {
    const form = button.dataset.form.toLowerCase();
    const all = [...document.querySelectorAll('#found ol > li')];
    const chosen = all.filter((item) => item.querySelector('input').checked);
    const quotes = (chosen.length ? chosen : all).map((item) => item.dataset[form]);
    const head = form === 'csv' ? button.parentElement.dataset.columns + '\r\n' : '';
    const type = {markdown: ['text/markdown', 'md'], csv: ['text/csv', 'csv'], bibtex: ['application/x-bibtex', 'bib']}[form];
    const link = document.createElement('a');
    // A spreadsheet takes a file for UTF-8 only where it begins with this mark.
    const mark = form === 'csv' ? '\ufeff' : '';
    link.href = URL.createObjectURL(new Blob([mark, head, quotes.join(form === 'csv' ? '' : '\n')], {type: type[0]}));
    link.download = `excerpts.${type[1]}`;
    link.click();
    URL.revokeObjectURL(link.href);
    tell(allianceSaid('{number} saved.', {number: quotes.length}));
  }

  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('#chat a[href*="#"]');
    const deed = link?.getAttribute('href').match(/#(cite|why|undo|again|all|footnotes)-(.*)/);
    const button = event.target.closest?.('button[data-act]');
    if (deed) {
      event.preventDefault();
      if (['cite', 'why'].includes(deed[1])) alliancePanel.open(link);
      if (deed[1] !== 'cite') send(deed[1], deed[2]);
    } else if (button?.dataset.act === 'remove') confirmRemoval(button);
    else if (button?.dataset.act === 'edit') startEditing(button);
    else if (button?.dataset.act === 'copy') alliancePanel.copy(button);
    else if (button?.dataset.act === 'export') saveChosen(button);
    else if (button) send(button.dataset.act, button.dataset.id || '');
  });

  document.addEventListener('submit', (event) => {
    const form = event.target.closest?.('form[data-act=unlock]');
    if (!form) return;
    event.preventDefault();
    send('unlock', form.dataset.id, form.elements.password.value);
    form.reset();
  });

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const close = ['#editing-cancel', '#panel-close'].map((each) => document.querySelector(each));
    close.find((button) => button?.offsetParent)?.click();
  });

  // A browser gives what lies in a dropped folder piece by piece, a hundred entries at a time.
  async function filesIn(entry, path = '') {
    const name = path + entry.name;
    if (entry.name.startsWith('.')) return [];
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      return [new File([file], name, {type: file.type})];
    }
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!some.length) return found;
      for (const each of some) found.push(...await filesIn(each, `${name} - `));
    }
  }

  // Gradio takes files only; those of a folder are handed to it under names that tell the folder.
  document.addEventListener('drop', async (event) => {
    const field = event.target.closest?.('#add-documents');
    const entries = [...(event.dataTransfer?.items ?? [])].map((item) => item.webkitGetAsEntry?.());
    if (!field || !entries.some((entry) => entry?.isDirectory)) return;
    event.preventDefault();
    event.stopPropagation();
    const files = new DataTransfer();
    for (const entry of entries.filter(Boolean)) {
      for (const file of await filesIn(entry)) files.items.add(file);
    }
    const input = field.querySelector('input[type=file]');
    input.files = files.files;
    input.dispatchEvent(new Event('change', {bubbles: true}));
  }, true);

  function mend() {
    const all = (selector, act) => document.querySelectorAll(selector).forEach(act);
    all('[data-testid=bot], [data-testid=user]', (e) => e.removeAttribute('aria-label'));
    all('.examples[role=list]', (e) => e.removeAttribute('role'));
    all('[role=log]', (e) => { e.setAttribute('aria-live', 'off'); e.setAttribute('aria-label', allianceSaid('Conversation')); e.tabIndex = 0; });
    allianceFeedback.mend();
    all('.overflow-menu > button', (e) => e.setAttribute('aria-label', allianceSaid('More tabs')));
    all('button.submit-button', (e) => e.setAttribute('aria-label', allianceSaid('Ask')));
    all('button.stop-button', (e) => e.setAttribute('aria-label', allianceSaid('Stop')));
  }

  // Where a login has ended, what the page asks for is refused; the way back in is shown instead.
  const fetched = window.fetch;
  window.fetch = async (...request) => {
    const reply = await fetched(...request);
    if (reply.status !== 401) return reply;
    location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
    // Nobody is to make anything of the refusal while the page is being left.
    return new Promise(() => {});
  };

  // At once and not with the next frame, so that nobody meets what is not mended yet.
  new MutationObserver(mend).observe(document.documentElement, {childList: true, subtree: true});

  return {
    connect, send: (...sent) => send(...sent), focusEditing, focusEdited, linked, nowAt, showAnswer,
  };
})();
