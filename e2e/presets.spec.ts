/** Every preset that comes with the app opens from its card, runs, and each of its tenants completes requests. */
import { readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { PlaygroundPage } from './playground-page.ts';

const IDS = readdirSync(new URL('../public/presets/', import.meta.url)).map((file) =>
  file.replace('.json', ''),
);

for (const id of IDS) {
  test(`${id} opens from its card and each of its models runs`, async ({ page }) => {
    // Fifteen models on two cores take minutes to load; nothing here asserts how long.
    test.setTimeout(600_000);
    const playground = new PlaygroundPage(page);
    await playground.open();
    const presets = await page.evaluate(() => globalThis.playground.presets());
    const title = presets.find((preset) => preset.id === id)?.title ?? id;
    await page.getByRole('button', { name: /^Scenario/ }).click();
    const picker = page.getByRole('dialog', { name: 'Scenarios' });
    // A card's name goes on with its line, which may name another card.
    await picker.getByRole('button', { name: new RegExp(`^${title}`) }).click();
    await expect.poll(() => page.url()).toContain(`#preset=${id}`);
    await playground.runButton.click();
    await page.waitForFunction(
      () =>
        globalThis.playground
          .snapshot()
          ?.tenants.every((tenant) => tenant.completions > 0 || tenant.status.kind === 'failed') === true,
      null,
      { timeout: 0 },
    );
    const { tenants } = await playground.snapshot();
    expect(
      tenants.filter((tenant) => tenant.status.kind === 'failed').map((tenant) => tenant.config.id),
    ).toEqual([]);
    await expect(playground.cards).toHaveCount(tenants.length);
    expect(playground.errors).toEqual([]);
  });
}
