// Thumbs under an answer: links, which are shown as the buttons that they are; what is pressed is
// what the server says. A pressed one ends in "-back", for that is what pressing it again does.
window.allianceFeedback = (() => {
  const THUMB = /#thumb-((up|down)-(\d+)(-back)?)$/;
  let send = () => {};
  let pressed = null;

  const connect = (trigger) => { send = trigger; };
  const dialog = () => document.querySelector('#feedback');

  function mend() {
    document.querySelectorAll('#chat a[href*="#thumb-"], #chat a[href*="#word-"]').forEach((link) => {
      link.setAttribute('role', 'button');
      const [thumb] = link.hash.match(THUMB) ?? [];
      if (thumb) link.setAttribute('aria-pressed', thumb.endsWith('-back'));
    });
  }

  function ask(link) {
    const field = dialog().querySelector('input');
    const word = document.querySelector(`#chat a[href$="#word-${link.hash.match(/\d+/)[0]}"]`);
    pressed = link;
    field.value = word.title;
    dialog().showPopover();
    const [at, own] = [link, dialog()].map((each) => each.getBoundingClientRect());
    dialog().style.left = `${Math.max(12, Math.min(at.left, innerWidth - own.width - 12))}px`;
    dialog().style.top = `${at.bottom + own.height + 20 < innerHeight ? at.bottom + 8 : Math.max(12, at.top - own.height - 8)}px`;
    field.focus();
  }

  // `said` is what the server has kept of an answer.
  function show(said, asking) {
    const {number, thumb, word, shown, told} = JSON.parse(said);
    document.querySelector('#status p').textContent = told;
    if (number === undefined) return;
    for (const which of ['up', 'down']) {
      const link = document.querySelector(`#chat a[href*="#thumb-${which}-${number}-back"], #chat a[href$="#thumb-${which}-${number}"]`);
      link.setAttribute('href', `#thumb-${which}-${number}${which === thumb ? '-back' : ''}`);
      if (asking && which === thumb) requestAnimationFrame(() => ask(link));
    }
    const saying = document.querySelector(`#chat a[href$="#word-${number}"]`);
    saying.textContent = shown;
    saying.title = word;
    mend();
  }

  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('#chat a[href*="#thumb-"], #chat a[href*="#word-"]');
    if (!link) return;
    event.preventDefault();
    const thumb = link.hash.match(THUMB);
    if (thumb) send('thumb', thumb[1]);
    else ask(link);
  });

  document.addEventListener('submit', (event) => {
    if (!dialog()?.contains(event.target)) return;
    event.preventDefault();
    const number = pressed.hash.match(/\d+/)[0];
    const now = document.querySelector(`#chat a[href$="-${number}-back"]`)?.hash.match(THUMB)[2];
    if (now) send('word', `${now}-${number}`, dialog().querySelector('input').value);
    dialog().hidePopover();
  });

  document.addEventListener('keydown', (event) => {
    const button = event.target.closest?.('#chat a[role=button]');
    if (event.key === ' ' && button) {
      event.preventDefault();
      button.click();
    } else if (event.key === 'Escape' && dialog()?.matches(':popover-open')) {
      event.stopImmediatePropagation();
      dialog().hidePopover();
    }
  }, true);

  return {connect, mend, show};
})();
