/** A colour as '#rrggbb'. Settings are checked before they get into a stylesheet. */
export type Hex = `#${string}`;

/** One colour in the light scheme and in the dark one. */
export type Pair = { readonly light: Hex; readonly dark: Hex };

/** WCAG asks 4.5:1; a paper that is read for an hour asks more. */
const READABLE = 7;

export function isHex(text: string): text is Hex {
  return /^#[0-9a-f]{6}$/i.test(text);
}

/** Contrast of two colours as WCAG 2 measures it, 1 to 21. */
export function contrast(one: Hex, other: Hex): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The nearest colour to `wish` that can be read as text on `ground`: darker on a light one, lighter on a dark one. */
export function readableOn(ground: Hex, wish: Hex): Hex {
  const towards: Hex = luminance(ground) > 0.18 ? '#000000' : '#ffffff';
  for (let share = 0; share < 1; share += 0.04) {
    const shade = mix(wish, towards, share);
    if (contrast(shade, ground) >= READABLE) return shade;
  }
  return towards;
}

function channels(colour: Hex): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function mix(from: Hex, to: Hex, share: number): Hex {
  const [a, b] = [channels(from), channels(to)];
  const mixed = a.map((part, index) => Math.round(part + ((b[index] ?? 0) - part) * share));
  return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

// The formula of WCAG 2.2, "relative luminance".
function luminance(colour: Hex): number {
  const [r, g, b] = channels(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
