import { encode } from 'uqr';
import styles from './tickets.module.css';

/** A QR code of digits (numeric mode, level M: digits survive every keyboard layout and input method). */
export function QrCode({ digits, label }: { readonly digits: string; readonly label: string }) {
  const { data, size } = encode(digits, { ecc: 'M', boostEcc: false, border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}
