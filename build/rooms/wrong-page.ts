import { posix } from 'node:path';

/**
 * What a page or a style sheet loads that it may not. A page loads scripts of its own folder or below and has none written into it
 * (a comment may hold the place of what the build puts there); a sheet imports sheets of its own folder.
 */
export function wrongPage(file: string, text: string): string[] {
  const found: string[] = [];
  const folder = posix.dirname(file);
  const refuse = (what: string): void => {
    found.push(`${file} ${what}`);
  };
  if (file.endsWith('.css')) {
    const bare = text.replace(/\/\*[\s\S]*?\*\//g, '');
    for (const [statement, name = ''] of bare.matchAll(/@import\s+(?:url\(\s*)?["']?([^"')\s;]*)[^;]*;?/gi)) {
      if (!/^\.\/[\w-]+\.css$/.test(name)) refuse(`says ${statement.trim()}: a style sheet imports only sheets beside it (./NAME.css).`);
    }
    return found;
  }
  for (const [, attributes = '', body = ''] of text.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script/gi)) {
    const source = /\bsrc\s*=\s*["']?([^"'\s>]*)/i.exec(attributes)?.[1];
    const isBelow = source?.startsWith('./') === true && !posix.relative(folder, posix.join(folder, source)).startsWith('..');
    if (source !== undefined && (!isBelow || /\.(test|spec)\./.test(source)))
      refuse(`loads ${source}: a page loads scripts of its own folder or below (./NAME).`);
    if (body.replace(/\/\*[\s\S]*?\*\//g, '').trim() !== '') refuse('has a script written into it: put it into a file.');
  }
  if (/<base\b/i.test(text)) refuse('has a <base>, which turns its paths elsewhere: write whole paths.');
  if (/<[^>]*\son\w+\s*=/i.test(text)) refuse('has a handler written into it (on…=): put it into a file.');
  return found;
}
