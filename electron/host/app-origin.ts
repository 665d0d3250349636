import type { Assets } from './assets.ts';
import type { Border } from './border.ts';
import { PAGE_HEADERS } from './page-headers.ts';
import { schemeOf } from './scheme-of.ts';

/** Answers the window's requests: files of the build by GET at our origin; everything else is refused. */
export function makeAppOrigin(origin: string, assets: Assets, border: Border): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url);
    if (url.origin !== origin || request.method !== 'GET') {
      border.refused('request', url.origin === origin ? 'method' : schemeOf(request.url));
      return new Response('', { status: 403, headers: PAGE_HEADERS });
    }
    // Chromium requests it without the page asking.
    if (url.pathname === '/favicon.ico') return new Response('', { status: 404, headers: PAGE_HEADERS });
    const asset = await assets.read(url.pathname);
    if (asset === null) {
      border.refused('request', 'path');
      return new Response('', { status: 404, headers: PAGE_HEADERS });
    }
    return new Response(asset.bytes, { headers: { ...PAGE_HEADERS, 'Content-Type': asset.type } });
  };
}
