/** The theme of high contrast where the person's system asks for it; light and dark follow by themselves. */
export function followContrast(): void {
  const more = matchMedia('(prefers-contrast: more)');
  const follow = (): void => {
    if (more.matches) document.documentElement.dataset['theme'] = 'contrast';
    else delete document.documentElement.dataset['theme'];
  };
  more.addEventListener('change', follow);
  follow();
}
