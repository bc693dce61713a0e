/** A tenant that does not run: why, when it starts again by itself, and what can be done about it. */
import { Boxes, RotateCcw, SwatchBook, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { MAX_RESTARTS } from '../../../domain/recovery';
import type { TenantConfig } from '../../../domain/scenario';
import type { TenantStatus } from '../../../domain/snapshot';
import { epochNow } from '../../epoch-clock';
import { useFrameTick } from '../../frames/use-frame-tick';
import { Hint } from '../../primitives/Hint';
import { usePlaygroundHandle } from '../../store';
import { FailureText } from './FailureText';
import { OtherBackend } from './OtherBackend';
import { restartWords } from './restart-words';

/** The countdown shows whole seconds. */
const COUNT_MS = 250;

type Failed = Extract<TenantStatus, { kind: 'failed' }>;

/** What a live input or a file that is played can be at fault for. */
const INPUT_FAULT = /^(input|video|picture|sound)-/;

const offersScene = ({ error }: Failed, { input }: TenantConfig): boolean =>
  INPUT_FAULT.test(error.code) && input !== 'scene';

interface TenantFailureProps {
  readonly config: TenantConfig;
  readonly name: string;
  readonly status: Failed;
}

export function TenantFailure({ config, name, status }: TenantFailureProps) {
  const { commands, store } = usePlaygroundHandle();
  const { error, restart } = status;
  const { id } = config;
  const [scene, bring] = [offersScene(status, config), error.code === 'model-unknown'];
  return (
    <>
      <FailureText error={error} />
      {restart !== null && <Countdown restart={restart} />}
      <div className="card-actions">
        {scene && (
          <CardAction label="Use the scene" name={name} act={() => commands.takeScene(id)} isFirst>
            <SwatchBook size={13} aria-hidden="true" />
          </CardAction>
        )}
        {bring && (
          <CardAction
            label="Bring the model"
            name={name}
            act={() => store.getState().set({ dialog: 'add-model' })}
            isFirst
          >
            <Boxes size={13} aria-hidden="true" />
          </CardAction>
        )}
        <CardAction
          label="Retry now"
          name={name}
          act={() => commands.retryTenant(id)}
          isFirst={!scene && !bring}
        >
          <RotateCcw size={13} aria-hidden="true" />
        </CardAction>
        <OtherBackend tenantId={id} name={name} />
        <CardAction label="Remove" name={name} act={() => commands.removeTenant(id, name)}>
          <Trash2 size={13} aria-hidden="true" />
        </CardAction>
      </div>
    </>
  );
}

function Countdown({ restart }: { readonly restart: NonNullable<Failed['restart']> }) {
  useFrameTick(COUNT_MS, true);
  return (
    <p className="restart small-text">
      <Hint term="back-off">{restartWords(restart, epochNow(), MAX_RESTARTS)}</Hint>
    </p>
  );
}

interface CardActionProps {
  readonly label: string;
  readonly name: string;
  readonly act: () => unknown;
  /** Keeps its word where a narrow card leaves the others their pictures only. */
  readonly isFirst?: boolean;
  readonly children: ReactNode;
}

function CardAction({ label, name, act, isFirst = false, children }: CardActionProps) {
  return (
    <button
      type="button"
      className="small"
      aria-label={`${label}: ${name}`}
      title={label}
      onClick={() => void act()}
    >
      {children} <span className={isFirst ? undefined : 'action-word'}>{label}</span>
    </button>
  );
}
