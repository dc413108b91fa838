const KEY = 'thumbline-theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

/** Light or dark: as the system says, until the person at the page says otherwise. */
export function startTheme() {
  const button = document.querySelector('#theme-button');
  const show = () => {
    const chosen = localStorage.getItem(KEY);
    const theme = chosen ?? (dark.matches ? 'dark' : 'light');
    document.documentElement.dataset.theme = theme;
    const words = theme === 'dark' ? 'Use the light theme' : 'Use the dark theme';
    button.setAttribute('aria-label', words);
    button.title = words;
  };
  dark.addEventListener('change', show);
  button.addEventListener('click', () => {
    localStorage.setItem(KEY, document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
    show();
  });
  show();
}
