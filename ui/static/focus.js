// Acts on what the page shows in a moment: Gradio puts a part that was hidden into the page when the
// part's script has come, which takes a while on a slow network or a busy machine.
window.allianceFocus = (() => {
  const PATIENCE = 20000;

  // `act` gets the element, and whether the visitor has not turned to something else meanwhile.
  function whenShown(selector, act) {
    const [before, begun] = [document.activeElement, performance.now()];
    const look = () => {
      const element = document.querySelector(selector);
      const now = document.activeElement;
      if (element && element.offsetParent !== null) act(element, now === before || now === document.body);
      else if (performance.now() - begun < PATIENCE) requestAnimationFrame(look);
    };
    look();
  }

  const on = (selector) => whenShown(selector, (element, free) => { if (free) element.focus(); });

  return {whenShown, on};
})();
