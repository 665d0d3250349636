// The few names that every runtime has (Node, Electron's main and renderer, browsers, workers) and that
// TypeScript only declares with a runtime's own library. Nothing here does I/O, reads a clock or makes randomness.
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array): string;
}
