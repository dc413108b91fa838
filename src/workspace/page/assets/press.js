/** Long enough for a slow finger; a pointer that is let go outside the window tells nobody. */
const LONGEST_MS = 3_000;

let ended = Promise.resolve();

/** Notices when a control is pressed, until the click that follows was handled. */
export function startPresses() {
  addEventListener(
    'pointerdown',
    (event) => {
      if (!event.target.closest('[data-control]')) return;
      ended = new Promise((resolve) => {
        for (const name of ['pointerup', 'pointercancel'])
          addEventListener(name, () => setTimeout(resolve), { once: true });
        setTimeout(resolve, LONGEST_MS);
      });
    },
    true,
  );
}

/** Until then nothing may be put in the place of what is pressed: the click would be on neither. */
export const pressEnded = () => ended;
