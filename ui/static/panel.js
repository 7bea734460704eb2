// What the script says, in the language that the server put into the page.
window.allianceSaid = (english, values = {}) => (window.alliancePhrases?.[english] ?? english)
  .replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

// What the citation panel does without asking the server: it knows which citation of which answer
// is open, goes to the one before and after it, copies, and moves the focus.
window.alliancePanel = (() => {
  const CITATIONS = 'a[href*="#cite-"]';
  let link = null;
  // What the server was asked for and has not shown yet: Gradio drops what is asked meanwhile.
  let asked = null;

  const column = () => document.querySelector('#panel-column');
  const isOpen = () => column()?.offsetParent != null || column()?.offsetHeight > 0;

  // The citations of the same answer by their numbers, each once though it be cited several times.
  function siblings() {
    const message = link?.closest('[data-testid=bot]');
    const links = [...(message?.querySelectorAll(CITATIONS) ?? [])];
    const number = (each) => Number(each.textContent.match(/^\[(\d+)\]$/)?.[1] ?? 0);
    return links
      .filter((each, n) => links.findIndex((other) => other.hash === each.hash) === n)
      .sort((one, other) => number(one) - number(other));
  }

  const place = (links) => links.findIndex((each) => each.hash === link.hash);

  function unmark() {
    document.querySelectorAll(`${CITATIONS}[aria-current]`).forEach((each) => each.removeAttribute('aria-current'));
  }

  function ask() {
    if (asked) return;
    asked = link;
    alliance.send('cite', link.hash.slice('#cite-'.length));
  }

  // Asks the server for what a citation opens; what another link opens, its caller asks for.
  function open(opened) {
    link = opened;
    if (link.matches(CITATIONS)) ask();
  }

  const missed = () => { asked = null; };

  function turn(by) {
    const links = siblings();
    const next = links[place(links) + by];
    if (!next) return;
    link = next;
    next.scrollIntoView({block: 'nearest'});
    ask();
  }

  function count() {
    const nav = document.querySelector('#panel-turning nav');
    if (!nav) return;
    const links = link?.matches(CITATIONS) ? siblings() : [];
    const at = links.length ? place(links) : -1;
    nav.hidden = at < 0;
    unmark();
    if (at < 0) return;
    links[0].closest('[data-testid=bot]').querySelectorAll(CITATIONS).forEach((each) => {
      if (each.hash === link.hash) each.setAttribute('aria-current', 'true');
    });
    nav.querySelector('.count').textContent = allianceSaid('{at} of {all}', {at: at + 1, all: links.length});
    // Not disabled, which would throw the focus away from a button just pressed.
    nav.querySelector('[data-turn="-1"]').setAttribute('aria-disabled', at === 0);
    nav.querySelector('[data-turn="1"]').setAttribute('aria-disabled', at === links.length - 1);
  }

  function show() {
    const shown = asked;
    asked = null;
    if (shown && link.matches(CITATIONS) && link.hash !== shown.hash) {
      ask();
      return;
    }
    allianceFocus.whenShown('#panel h2', (heading, free) => {
      count();
      if (free && !document.activeElement?.closest('#panel-turning')) heading.focus({preventScroll: true});
      column().scrollTop = 0;
      document.querySelector('#panel #quote')?.scrollIntoView({block: 'nearest'});
    });
  }

  // The focus comes back, unless it is elsewhere already.
  function leave() {
    unmark();
    const focused = document.activeElement;
    if (focused !== document.body && !focused?.closest('#panel-column')) return;
    const box = document.querySelector('#question textarea');
    (link?.isConnected ? link : box)?.focus();
  }

  async function write(holder, form) {
    const text = holder.dataset[form];
    const html = holder.dataset[`${form}Html`];
    const kinds = {'text/plain': text, ...(html && {'text/html': html})};
    // Browsers have a clipboard only for pages from this machine or over HTTPS.
    if (window.ClipboardItem && navigator.clipboard?.write) {
      const blobs = Object.entries(kinds).map(([type, words]) => [type, new Blob([words], {type})]);
      return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    }
    document.addEventListener('copy', (event) => {
      event.preventDefault();
      Object.entries(kinds).forEach(([type, words]) => event.clipboardData.setData(type, words));
    }, {once: true});
    if (!document.execCommand('copy')) throw new Error('refused');
  }

  // A button copies what the element around it holds in the form that the button names.
  async function copy(button) {
    const told = button.parentElement.querySelector('.told') ?? document.querySelector('#found .told');
    told.textContent = '';
    try {
      await write(button.closest('[data-plain]'), button.dataset.form ?? 'plain');
      told.textContent = button.dataset.form
        ? allianceSaid('Copied as {form}.', {form: button.textContent}) : allianceSaid('Copied.');
    } catch {
      told.textContent = allianceSaid('The browser did not allow copying.');
    }
  }

  // A page of a PDF is drawn by the server while the text can be read already.
  async function draw(figure) {
    const address = figure.dataset.picture;
    const [told, paper, image] = ['.told', '.paper', 'img'].map((each) => figure.querySelector(each));
    if (figure.dataset.drawn === address) return;
    figure.dataset.drawn = address;
    figure.dataset.state = 'drawing';
    image.removeAttribute('src');
    let said = figure.dataset.failed;
    let response;
    try {
      response = await fetch(address);
      if (response.headers.get('content-type') === 'image/png') {
        image.src = URL.createObjectURL(await response.blob());
        await image.decode();
        URL.revokeObjectURL(image.src);
        said = response.headers.has('x-marked') ? '' : figure.dataset.unplaced;
      } else said = await response.text();
    } catch { /* The network failed, or what came is no picture. */ }
    if (figure.dataset.picture !== address) return;
    const shown = image.naturalWidth > 0;
    figure.dataset.state = shown ? 'shown' : 'failed';
    told.textContent = said;
    const marked = response?.headers.get('x-marked')?.split(' ').map(Number);
    if (shown && marked) {
      const middle = image.clientHeight * (marked[0] + marked[1]) / 2;
      paper.scrollTop = middle - paper.clientHeight / 2;
    }
  }

  new MutationObserver(() => document.querySelectorAll('#panel figure[data-picture]').forEach(draw))
    .observe(document.documentElement, {childList: true, subtree: true, attributes: true, attributeFilter: ['data-picture']});

  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('#panel-turning button');
    if (button) turn(Number(button.dataset.turn));
  });

  document.addEventListener('keydown', (event) => {
    const by = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
    if (!by || !plain || !isOpen() || !event.target.closest?.('#panel-column')) return;
    event.preventDefault();
    turn(by);
  });

  return {open, show, missed, leave, copy, write};
})();
