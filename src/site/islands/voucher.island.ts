import type { PageDocument, PageElement } from './browser.ts';

type Video = PageElement & { srcObject: unknown; play(): Promise<void> };
type Track = { stop(): void };
type Detector = { detect(from: Video): Promise<readonly { rawValue: string }[]> };

declare const document: PageDocument;
declare const location: { readonly origin: string; assign(to: string): void };
declare const navigator: {
  mediaDevices?: { getUserMedia(wish: object): Promise<{ getTracks(): Track[] }> };
};
declare const window: { BarcodeDetector?: new (wish: object) => Detector; print(): void };

const EVERY_MS = 200;

/** A button to print with, where there is a browser that can. */
const print = document.querySelector('[data-print]');
if (print) {
  print.hidden = false;
  print.addEventListener('click', () => window.print());
}

/** Scans vouchers at a counter, where the browser reads codes itself; elsewhere the phone's own camera does. */
const scan = document.querySelector('[data-scan]');
const video = document.querySelector('[data-scan-video]') as Video | null;
const problem = document.querySelector('[data-scan-problem]');
const { BarcodeDetector } = window;
const { mediaDevices } = navigator;

if (scan && video && BarcodeDetector && mediaDevices) {
  scan.hidden = false;
  scan.addEventListener('click', () => {
    look(new BarcodeDetector({ formats: ['qr_code'] }), video).catch(() => {
      video.hidden = true;
      if (problem) problem.hidden = false;
    });
  });
}

async function look(detector: Detector, into: Video): Promise<void> {
  const stream = await mediaDevices?.getUserMedia({ video: { facingMode: 'environment' } });
  if (!stream) return;
  into.hidden = false;
  into.srcObject = stream;
  await into.play();
  for (;;) {
    const [found] = await detector.detect(into);
    const path = found && pathOf(found.rawValue);
    if (path) {
      for (const track of stream.getTracks()) track.stop();
      location.assign(path);
      return;
    }
    await new Promise((done) => setTimeout(done, EVERY_MS));
  }
}

/** Only vouchers of this paper lead anywhere. */
function pathOf(text: string): string | undefined {
  const prefix = `${location.origin}/counter/v/`;
  return text.startsWith(prefix) && /^[\w-]{8,64}$/.test(text.slice(prefix.length))
    ? text.slice(location.origin.length)
    : undefined;
}
