import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** `all` rules, or those about `colours` alone: what can differ from theme to theme when the page is the same. */
export type AxeRules = 'all' | 'colours';

/** What axe finds on the page, one line a rule and place. */
export async function axeFindings(page: Page, rules: AxeRules = 'all'): Promise<readonly string[]> {
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  const scoped = rules === 'all' ? builder : builder.withRules(['color-contrast', 'color-contrast-enhanced', 'link-in-text-block']);
  const { violations } = await scoped.analyze();
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${rule.help} (${String(node.target)}) ${node.failureSummary ?? ''}`),
  );
}

/** What sticks out of the page sideways, a page that scrolls beside its own scrolling room, and text under 15 px: selectors and sizes, empty when nothing does. */
export async function layoutFindings(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const out: string[] = [];
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide > 1) out.push(`the page scrolls sideways by ${wide} px`);
    const main = document.querySelector('main');
    if (main !== null && main.scrollWidth - main.clientWidth > 1)
      out.push(`main scrolls sideways by ${main.scrollWidth - main.clientWidth} px`);
    const deep = document.documentElement.scrollHeight - document.documentElement.clientHeight;
    if (main !== null && getComputedStyle(main).overflowY === 'auto' && deep > 0)
      out.push(`the page scrolls by ${deep} px behind its room`);
    const name = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} "${(element.textContent ?? '').slice(0, 40)}"`;
    // Kept for screen readers alone: clipped to a pixel.
    const hidden = (element: Element | null): boolean =>
      element !== null && (element.getBoundingClientRect().width <= 1 || hidden(element.parentElement));
    for (const element of document.querySelectorAll('body *')) {
      if (element.closest('.vh, svg, [aria-hidden="true"]') !== null) continue;
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0 || hidden(element)) continue;
      if (box.right > window.innerWidth + 1 || box.left < -1) out.push(`beyond the edge: ${name(element)}`);
      const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '');
      if (hasText && Number.parseFloat(getComputedStyle(element).fontSize) < 15) out.push(`under 15 px: ${name(element)}`);
      const pressable = element.matches(
        'button, select, input:not([type=checkbox]):not([type=radio]), textarea, label.tick, label.choice, a[href]',
      );
      if (pressable && box.height < 43.5) out.push(`target of ${Math.round(box.height)} px: ${name(element)}`);
    }
    return out;
  });
}
