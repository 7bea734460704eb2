// The list of conversations: on a narrow screen it lies over the page while it is open.
window.allianceConversations = (() => {
  let send = () => {};
  let asked = '';

  const connect = (trigger) => { send = trigger; };
  const column = () => document.querySelector('#conversations');
  const opener = () => document.querySelector('#show-conversations');

  function close() {
    if (!column()?.classList.contains('over')) return false;
    column().classList.remove('over');
    opener()?.focus();
    return true;
  }

  function show() {
    column().classList.add('over');
    requestAnimationFrame(() => document.querySelector('#find-conversation textarea, #find-conversation input')?.focus());
  }

  // What a name was changed of keeps the focus, though the list is made anew.
  function focusAgain() {
    document.querySelector(`#conversations button[data-talk=rename][data-id="${CSS.escape(asked)}"]`)?.focus();
  }

  function focusQuestion() {
    close();
    document.querySelector('#question textarea')?.focus();
  }

  function rename(button) {
    const dialog = document.querySelector('#rename-conversation');
    const field = dialog.querySelector('input');
    asked = button.dataset.id;
    field.value = button.dataset.name;
    dialog.returnValue = '';
    dialog.onclose = () => {
      if (dialog.returnValue === 'rename') send('rename', asked, field.value);
      else focusAgain();
    };
    dialog.showModal();
    field.select();
  }

  function forget(button) {
    const dialog = document.querySelector('#forget-conversation');
    dialog.querySelector('.name').textContent = button.dataset.name;
    dialog.returnValue = '';
    dialog.onclose = () => { if (dialog.returnValue === 'forget') send('forget', button.dataset.id); };
    dialog.showModal();
  }

  document.addEventListener('click', (event) => {
    const on = (selector) => event.target.closest?.(selector);
    const plainly = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const link = on('#conversation-list a[data-id]');
    const button = on('button[data-talk]');
    if (link && plainly) {
      event.preventDefault();
      send('open', link.dataset.id);
    } else if (button) ({rename, forget, close, earlier: () => send('earlier', '')})[button.dataset.talk]?.(button);
    else if (on('#show-conversations')) show();
    else if (on('dialog [data-close]')) on('dialog').close();
    else if (!on('#conversations') && !on('dialog')) column()?.classList.remove('over');
  });

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !document.querySelector('dialog[open]') && close()) event.stopImmediatePropagation();
  }, true);

  return {connect, focusAgain, focusQuestion};
})();
