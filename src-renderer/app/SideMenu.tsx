import { Fragment } from 'react';
import { NavLink } from 'react-router';
import { menu } from './menu.ts';
import { pages } from './pages.ts';
import { useMe } from './session.tsx';
import styles from './SideMenu.module.css';
import { useWords } from './language.tsx';

/** The left menu: the entries that the roles of the one who is signed in allow. */
export function SideMenu() {
  const w = useWords('app');
  const me = useMe();
  const entries = menu.filter((entry) => entry.roles.some((role) => me.roles.includes(role)));
  return (
    <nav className={styles.menu} aria-label={w.menu.label}>
      {entries.map(({ key, ruled }, at) => {
        const { icon: Icon } = pages[key];
        return (
          <Fragment key={key}>
            {ruled && at > 0 && <hr />}
            <NavLink to={`/${key}`}>
              <span aria-hidden="true">
                <Icon />
              </span>
              {w.menu[key]}
            </NavLink>
          </Fragment>
        );
      })}
    </nav>
  );
}
