/** The picture of the rooms is written by a program, and has a test of its own. */
const PICTURE = /<!-- rooms:begin -->[\s\S]*?<!-- rooms:end -->/g;
const FENCE = /^```[\s\S]*?^```/gm;

/** The text that a person wrote: without the picture of the rooms. */
export function written(text: string): string {
  return text.replace(PICTURE, '');
}

/** As `written`, without blocks of code. */
export function prose(text: string): string {
  return written(text).replace(FENCE, '');
}

/** What stands between backticks, blocks of code left out. */
export function codeSpans(text: string): string[] {
  return [...prose(text).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}

export function headings(text: string): string[] {
  return [...prose(text).matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, title = '']) => title);
}

/** The anchors that GitHub gives the headings; one that comes again is numbered. */
export function anchors(text: string): Set<string> {
  const found = new Set<string>();
  for (const title of headings(text)) {
    const anchor = title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    let free = anchor;
    for (let n = 1; found.has(free); n++) free = `${anchor}-${n}`;
    found.add(free);
  }
  return found;
}
