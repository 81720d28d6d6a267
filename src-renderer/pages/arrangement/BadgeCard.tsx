import type { BadgeView } from '#shared/contract/views/site.ts';
import { useSite } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { QrCode } from './QrCode.tsx';
import styles from './tickets.module.css';

interface BadgeCardProps {
  readonly person: BadgeView;
  readonly token: string;
  readonly batchName: string;
}

/** One 工作证 as it is cut out and worn. Its number is the end of its id, so that a lost one can be named. */
export function BadgeCard({ person, token, batchName }: BadgeCardProps) {
  const w = useWords('arrangement').badges;
  const common = useWords('common');
  const site = useSite();
  const titles =
    person.duties.length > 0
      ? person.duties.map((duty) => common.duties[duty])
      : person.roles.map((role) => common.roles[role]);
  return (
    <article className={styles.ticket}>
      <header>
        <strong>{w.title}</strong>
        <span>{site.institutionName}</span>
      </header>
      <div className={styles.body}>
        <dl>
          <dt>{w.person}</dt>
          <dd className={styles.name}>{person.displayName}</dd>
          <dt>{w.duties}</dt>
          <dd>{common.list({ items: titles })}</dd>
          <dt>{w.number}</dt>
          <dd className={styles.number}>{person.badgeId?.slice(-6)}</dd>
        </dl>
        <QrCode digits={token} label={w.code({ name: person.displayName })} />
      </div>
      <p>
        {batchName} · {person.untilDay === null ? '' : w.until({ day: person.untilDay })}
      </p>
      <p>{w.rule}</p>
    </article>
  );
}
