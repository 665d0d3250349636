/** What every request must be before it is read: to this host, and from this page where it changes something. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../../shared/base/app-error.ts';

/**
 * Throws `collector.other_site`. A page of another name that resolves to this machine sends its own `Host`; a page elsewhere
 * sends its own `Origin`, and browsers say `cross-site`. What says none of it is no browser's page and changes nothing here.
 */
export function requireOwnPage({ method, headers }: IncomingMessage, origin: URL): void {
  if (headers.host !== origin.host) throw new AppError('collector.other_site', 'to another host');
  const site = headers['sec-fetch-site'];
  if (method === 'GET') {
    const here = site === undefined || site === 'same-origin' || site === 'none';
    if (!here && headers['sec-fetch-mode'] !== 'navigate') throw new AppError('collector.other_site', 'read by another site');
    return;
  }
  if (headers.origin !== origin.origin) throw new AppError('collector.other_site', 'from another origin');
  if (site !== 'same-origin') throw new AppError('collector.other_site', 'from another site');
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Set on every response before anything else. The browser caches nothing unless a response says otherwise. */
export function setGuards(response: ServerResponse): void {
  response.setHeader('content-security-policy', POLICY);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  response.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()');
  response.setHeader('cache-control', 'no-store');
}
