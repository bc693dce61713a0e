/**
 * The dividers of enlarged pictures for hands and keys: an invisible slider over each picture that the canvas draws. It
 * holds the divider while it has the focus or is dragged; else the divider moves by itself.
 */
import { useRef } from 'react';
import { useFrameTick } from '../frames/use-frame-tick';
import { usePlayground, usePlaygroundHandle } from '../store';
import { tenantName } from '../tenant-words';
import type { PlacedWipe, StageInsets } from './stage-insets';

/** Pictures seldom change their place. */
const REFRESH_MS = 400;

interface WipeHandlesProps {
  readonly insets: StageInsets;
}

export function WipeHandles({ insets }: WipeHandlesProps) {
  useFrameTick(REFRESH_MS, true);
  return insets.wipes.map((wipe) => <WipeHandle key={wipe.tenantId} insets={insets} wipe={wipe} />);
}

interface WipeHandleProps extends WipeHandlesProps {
  readonly wipe: PlacedWipe;
}

function WipeHandle({ insets, wipe: { tenantId, box } }: WipeHandleProps) {
  const { live } = usePlaygroundHandle();
  const name = usePlayground(({ snapshot, catalog }) => {
    const config = snapshot?.tenants.find((tenant) => tenant.config.id === tenantId)?.config;
    return config === undefined ? tenantId : tenantName(catalog, config);
  });
  const slider = useRef<HTMLInputElement>(null);
  const hold = (position: number) => {
    insets.wipeOf(tenantId).hold(position);
    live.requestPaint();
  };
  const take = () => {
    const position = insets.wipeOf(tenantId).positionAt(live.soundSeconds, live.calm);
    if (slider.current !== null) slider.current.valueAsNumber = Math.round(position * 100);
    hold(position);
  };
  return (
    <input
      ref={slider}
      type="range"
      className="stage-wipe"
      min={0}
      max={100}
      defaultValue={50}
      aria-label={`${name}: how much of the picture shows it before enlarging, per cent`}
      title="Drag, or use the arrow keys: left of the line is the picture before, right of it after"
      style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
      onFocus={take}
      onInput={({ currentTarget }) => hold(currentTarget.valueAsNumber / 100)}
      onBlur={() => insets.wipeOf(tenantId).release(live.soundSeconds)}
    />
  );
}
