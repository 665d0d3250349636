/** An address as people say it, "collector.example:8443", as it is parsed: a collector is always reached over TLS. */
export function withScheme(typed: string): string {
  const text = typed.trim();
  return text === '' || text.includes('://') ? text : `https://${text}`;
}
