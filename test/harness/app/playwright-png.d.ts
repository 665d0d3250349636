/** As much of Playwright's own copy of pngjs as the tests use; the package declares no types of it. */
declare module 'playwright-core/lib/utilsBundle' {
  interface Image {
    readonly width: number;
    readonly height: number;
    /** Four bytes a pixel: red, green, blue, alpha. */
    readonly data: Buffer;
  }
  export const PNG: { readonly sync: { read(png: Buffer): Image; write(image: Image): Buffer } };
}
