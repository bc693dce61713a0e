import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { ExperimentFile } from '../../domain/experiment';
import { experimentOf, matrixOf } from '../../testing/evidence-documents';
import { drawDocument } from './draw-document';
import { inkOn, mixed, PALETTES } from './palette';

const plotsOf = (document: ExperimentFile, width = 720) => drawDocument({ document, theme: 'dark', width });
const texts = (svg: string): string =>
  [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text).join('\n');

it('the matrix says in each cell what its table says, and nothing on the diagonal', () => {
  const [plot] = plotsOf(experimentOf('matrix', { matrix: matrixOf(['a', 'b', 'c']) }));
  const shown = texts(plot?.svg ?? '');
  expect(plot?.table.rows).toHaveLength(6);
  for (const [, , slowdown = '', range = '', n = ''] of plot?.table.rows ?? []) {
    expect(shown).toContain(slowdown);
    expect(shown).toContain(range);
    expect(shown).toContain(`n ${n}`);
  }
  expect(plot?.caption).toContain('95 % interval');
  expect(plot?.caption).toContain('Chrome 156, Linux, 2 cores, isolated');
});

it('colours are those of the page', () => {
  const css = readFileSync(new URL('../../ui/theme/tokens.css', import.meta.url), 'utf8');
  const [, dark = '', light = ''] =
    /:root\[data-theme="dark"\] \{([^}]*)\}[\s\S]*:root\[data-theme="light"\] \{([^}]*)\}/.exec(css) ?? [];
  for (const [theme, block] of [
    ['dark', dark],
    ['light', light],
  ] as const) {
    const { tenants, ...named } = PALETTES[theme];
    for (const [name, colour] of Object.entries(named)) {
      const property = name
        .replace(/([A-Z])/g, (_, sign) => `-${sign.toLowerCase()}`)
        .replace(/(\D)2$/, '$1-2');
      expect(block).toContain(`--${property}: ${colour};`);
    }
    tenants.forEach((colour, index) => {
      expect(block).toContain(`--tenant-${index}: ${colour};`);
    });
  }
});

it('words on a coloured cell are black or white, whichever can be read', () => {
  expect(inkOn('#ffffff')).toBe('#000000');
  expect(inkOn('#1c232c')).toBe('#ffffff');
  expect(mixed('#000000', '#ff8000', 0.5)).toBe('#804000');
});
