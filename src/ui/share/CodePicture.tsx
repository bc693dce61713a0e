/** A QR code as a picture: dark on light in either theme, because many cameras read no other. */
import type { QrCode } from './qr-matrix';

export function CodePicture({ code, label }: { readonly code: QrCode; readonly label: string }) {
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${code.size} ${code.size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={code.size} height={code.size} fill="#fff" />
      <path d={code.path} fill="#000" />
    </svg>
  );
}
