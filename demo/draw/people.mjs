// People as a paper-cutter sees them: head, coat, legs, and what they carry.

import { between, fill, line } from './ink.mjs';

/** One standing or walking figure; `x`, `y` is between the feet, `h` the height in pixels. */
export function person(x, y, h, color, { stride = 0.12, coat = 0.55, width = 0.26, lean = 0, hat = '', carry = '', child = false } = {}) {
  const w = h * width;
  const head = h * (child ? 0.1 : 0.075);
  const top = y - h;
  const neck = top + head * 2.1;
  const hem = neck + h * coat;
  const dx = lean * h;
  const body = `M${x + dx - w * 0.2} ${neck}C${x + dx - w * 0.62} ${neck + h * 0.05} ${x - w * 0.5} ${neck + h * 0.2} ${x - w * 0.52} ${hem}L${x + w * 0.52} ${hem}C${x + w * 0.5} ${neck + h * 0.2} ${x + dx + w * 0.62} ${neck + h * 0.05} ${x + dx + w * 0.2} ${neck}Z`;
  const legs =
    line(`M${x - w * 0.16} ${hem - 2}L${x - h * stride} ${y}`, color, h * 0.065) +
    line(`M${x + w * 0.16} ${hem - 2}L${x + h * stride} ${y}`, color, h * 0.065);
  const skull = `<ellipse cx="${x + dx * 1.3}" cy="${top + head}" rx="${head * 0.86}" ry="${head * 1.12}" fill="${color}"/>`;
  return legs + fill(body, color) + skull + hatOf(hat, x + dx * 1.3, top, head, color) + loadOf(carry, x, neck, hem, h, w, color);
}

function hatOf(hat, x, top, head, color) {
  if (hat === 'cap')
    return fill(
      `M${x - head} ${top + head * 0.8}Q${x} ${top - head * 0.7} ${x + head} ${top + head * 0.8}L${x + head * 1.7} ${top + head}Z`,
      color,
    );
  if (hat === 'brim')
    return fill(
      `M${x - head * 1.7} ${top + head * 0.75}L${x - head * 0.8} ${top + head * 0.6}Q${x} ${top - head * 1.1} ${x + head * 0.8} ${top + head * 0.6}L${x + head * 1.7} ${top + head * 0.75}Z`,
      color,
    );
  if (hat === 'bun') return `<circle cx="${x - head * 0.9}" cy="${top + head * 0.3}" r="${head * 0.5}" fill="${color}"/>`;
  return '';
}

function loadOf(carry, x, neck, hem, h, w, color) {
  if (carry === 'bag')
    return (
      fill(`M${x + w * 0.55} ${hem - h * 0.06}h${h * 0.13}l${h * 0.02} ${h * 0.17}h${-h * 0.17}Z`, color) +
      line(`M${x + w * 0.4} ${neck + h * 0.1}L${x + w * 0.9} ${hem - h * 0.05}`, color, h * 0.04)
    );
  if (carry === 'umbrella')
    return (
      fill(
        `M${x - h * 0.34} ${neck - h * 0.16}Q${x} ${neck - h * 0.52} ${x + h * 0.34} ${neck - h * 0.16}Q${x + h * 0.17} ${neck - h * 0.22} ${x} ${neck - h * 0.16}Q${x - h * 0.17} ${neck - h * 0.22} ${x - h * 0.34} ${neck - h * 0.16}Z`,
        color,
      ) + line(`M${x} ${neck - h * 0.3}L${x + w * 0.3} ${neck + h * 0.2}`, color, h * 0.025)
    );
  if (carry === 'basket')
    return (
      `<path d="M${x - w * 1.15} ${hem - h * 0.02}a${h * 0.11} ${h * 0.09} 0 0 0 ${h * 0.22} 0Z" fill="${color}"/>` +
      line(`M${x - w * 0.4} ${neck + h * 0.1}L${x - w * 0.75} ${hem - h * 0.02}`, color, h * 0.04)
    );
  if (carry === 'arm') return line(`M${x + w * 0.3} ${neck + h * 0.06}L${x + w * 1.1} ${neck - h * 0.12}`, color, h * 0.05);
  if (carry === 'arms')
    return line(
      `M${x - w * 1.4} ${neck - h * 0.08}L${x - w * 0.2} ${neck + h * 0.06}L${x + w * 0.2} ${neck + h * 0.06}L${x + w * 1.4} ${neck - h * 0.08}`,
      color,
      h * 0.05,
    );
  return '';
}

const hats = ['', '', 'cap', 'brim', 'bun', ''];
const loads = ['', '', 'bag', '', 'basket', ''];

/** A crowd along a line, near enough to touch each other. */
export function crowd(roll, { from, to, y, height, color, gap = 0.34, sway = 4, loads: given = loads }) {
  let out = '';
  for (let x = from; x < to; x += height * between(roll, gap * 0.6, gap * 1.6)) {
    const child = roll() < 0.15;
    const h = height * (child ? between(roll, 0.55, 0.7) : between(roll, 0.88, 1.08));
    out += person(x, y + between(roll, -sway, sway), h, color, {
      stride: between(roll, 0.02, 0.11),
      coat: between(roll, 0.42, 0.62),
      width: between(roll, 0.22, 0.31),
      lean: between(roll, -0.02, 0.02),
      hat: child ? '' : hats[Math.floor(roll() * hats.length)],
      carry: child ? '' : given[Math.floor(roll() * given.length)],
      child,
    });
  }
  return out;
}
