/**
 * `node scripts/cli.mjs icons`: draws the PNG icons from `public/icons/mark.svg` in the browser that is there. They are
 * committed: run it after the mark has changed. Maskable ones fill the square, with the mark in its safe middle.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { PROJECT } from '../bootstrap.mjs';
import { launchOptions } from '../browser/launch-options.mjs';
import { obtainBrowser } from '../browser/obtain-browser.mjs';

const FOLDER = join(PROJECT, 'public', 'icons');
const BACKGROUND = '#0c0f14';

/** `plain` keeps its round corners; the others are cut by whoever shows them. `fraction`: of the square that the mark takes. */
const ICONS = [
  { file: 'mark-192.png', size: 192, plain: true, fraction: 1 },
  { file: 'mark-512.png', size: 512, plain: true, fraction: 1 },
  { file: 'maskable-192.png', size: 192, plain: false, fraction: 0.8 },
  { file: 'maskable-512.png', size: 512, plain: false, fraction: 0.8 },
  { file: 'touch-180.png', size: 180, plain: false, fraction: 1 },
];

export async function run() {
  const mark = await readFile(join(FOLDER, 'mark.svg'), 'utf8');
  const browser = await chromium.launch(launchOptions(obtainBrowser()));
  try {
    const page = await browser.newPage();
    for (const { file, size, plain, fraction } of ICONS) {
      await page.setViewportSize({ width: size, height: size });
      const side = Math.round(size * fraction);
      const style = `margin:0;height:100vh;display:grid;place-items:center;background:${plain ? 'transparent' : BACKGROUND}`;
      await page.setContent(
        `<body style="${style}"><div style="width:${side}px;height:${side}px">${mark}</div>`,
      );
      await writeFile(join(FOLDER, file), await page.screenshot({ omitBackground: plain }));
    }
  } finally {
    await browser.close();
  }
  console.log(`${ICONS.map(({ file }) => file).join(', ')} are drawn in public/icons/.`);
  return 0;
}
