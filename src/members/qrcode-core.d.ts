/** The part of the package that only counts; its own entry also loads painters, and @types/qrcode knows the entry alone. */
declare module 'qrcode/lib/core/qrcode.js' {
  type Matrix = { readonly size: number; readonly data: Uint8Array };
  const core: {
    create(text: string, options: { errorCorrectionLevel: 'M' }): { readonly modules: Matrix };
  };
  export default core;
}
