import { describe, expect, it } from 'vitest';
import { NO_ORIGINS, ORIGINS } from '../../testing/frame-origins';
import { embedPlaceOf } from './embed-place';

describe('the address of a frame', () => {
  it('is none without embed=1', () => {
    expect(embedPlaceOf('')).toBeNull();
    expect(embedPlaceOf('?embed=0&parent=https://slides.example')).toBeNull();
  });

  it('shows the stage and obeys its own site when it says no more', () => {
    expect(embedPlaceOf('?embed=1')).toEqual({ show: ['stage'], parent: null, problem: null });
  });

  it('shows what it names, in that order, each once', () => {
    expect(embedPlaceOf('?embed=1&show=latency,stage,latency')?.show).toEqual(['latency', 'stage']);
    expect(embedPlaceOf('?embed=1&show=latency,moon')?.problem).toContain('moon');
  });

  it.each(ORIGINS)('obeys %s when it says so', (origin) => {
    expect(embedPlaceOf(`?embed=1&parent=${origin}`)).toMatchObject({ parent: origin, problem: null });
  });

  it.each(NO_ORIGINS)('obeys its own site and says why when parent=%s', (text) => {
    const place = embedPlaceOf(`?embed=1&parent=${encodeURIComponent(text)}`);
    expect(place?.parent).toBeNull();
    expect(place?.problem).toContain('is no origin');
  });
});
