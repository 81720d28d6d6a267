import type { RefusalTable } from './table.ts';

/** Words of what people, sign-in and the second-person mechanism refuse. */
export const accessRefusals = {
  'sign-in-wrong': {
    zh: {
      what: '登录名或密码不对，没有登录。',
      wayOut: '请核对后再输入；忘记密码的，由考点负责人在「系统设置」中重设。',
    },
    en: {
      what: 'Login name or password is wrong; nobody was signed in.',
      wayOut: 'Check both and try again; the chief can set a new password under System.',
    },
  },
  'sign-in-wait': {
    zh: {
      what: '连续输错多次，此账号暂停登录 {seconds} 秒。',
      wayOut: '请等 {seconds} 秒后再试；忘记密码的，由考点负责人重设。',
    },
    en: {
      what: 'Too many wrong tries; this account waits {seconds} seconds.',
      wayOut: 'Try again after {seconds} seconds; the chief can set a new password.',
    },
  },
  'present-password-wrong': {
    zh: {
      what: '现在的密码不对，密码没有更换。',
      wayOut: '请核对后再输入；忘记密码的，由考点负责人在「系统设置」中重设。',
    },
    en: {
      what: 'The present password is wrong; the password was not changed.',
      wayOut: 'Check it and try again; the chief can set a new password under System.',
    },
  },
  'login-name-taken': {
    zh: { what: '登录名「{loginName}」已有人使用，没有新增人员。', wayOut: '请换一个登录名。' },
    en: {
      what: 'The login name “{loginName}” is taken; nobody was added.',
      wayOut: 'Choose another login name.',
    },
  },
  'person-unknown': {
    zh: { what: '没有找到此人，没有改动。', wayOut: '请刷新页面，重新选择。' },
    en: {
      what: 'There is no such person; nothing was changed.',
      wayOut: 'Reload the page and choose again.',
    },
  },
  'person-disabled': {
    zh: {
      what: '您的账号已停用，此事没有办理。',
      wayOut: '已保存的内容不受影响；仍需工作的，请联系考点负责人。',
    },
    en: {
      what: 'Your account has been disabled; this was not done.',
      wayOut: 'What was saved is safe. Ask the chief if you still have work here.',
    },
  },
  'last-chief': {
    zh: {
      what: '这是唯一的考点负责人，不能停用或撤去角色，没有改动。',
      wayOut: '请先把考点负责人的角色授予另一人。',
    },
    en: {
      what: 'This is the only chief; the role stays and nothing was changed.',
      wayOut: 'Give the role of chief to somebody else first.',
    },
  },
  'role-not-allowed': {
    zh: {
      what: '您的岗位不能办理此事，没有改动。需要的岗位：{roles}。',
      wayOut: '请由有此岗位的人员办理，或请考点负责人调整岗位。',
    },
    en: {
      what: 'Your role does not allow this; nothing was changed. It takes: {roles}.',
      wayOut: 'Let someone with that role do it, or ask the chief to change your roles.',
    },
  },
  'second-person-same': {
    zh: { what: '申请人不能自己确认，此事仍在等待第二人。', wayOut: '请由另一位有相应岗位的人员确认。' },
    en: {
      what: 'Whoever asked cannot confirm it as well; it still waits for a second person.',
      wayOut: 'Let another person with the fitting role confirm it.',
    },
  },
  'approval-unknown': {
    zh: { what: '没有找到这件待确认的事项，没有改动。', wayOut: '请刷新页面，查看待确认的事项。' },
    en: {
      what: 'There is no such request; nothing was changed.',
      wayOut: 'Reload the page and look at what waits.',
    },
  },
  'approval-settled': {
    zh: { what: '此事项已经{state}，没有再作改动。', wayOut: '无须再确认；仍需办理的，请重新提出。' },
    en: {
      what: 'This request is settled already ({state}); nothing was changed.',
      wayOut: 'Nothing to confirm; if it is still needed, ask for it again.',
    },
  },
  'approval-not-yours': {
    zh: { what: '只有提出申请的人能撤回，此事仍在等待确认。', wayOut: '不同意的，请用「否决」并写明理由。' },
    en: {
      what: 'Only the person who asked can withdraw it; it still waits.',
      wayOut: 'If you do not agree, refuse it and say why.',
    },
  },
  'approval-blanked': {
    zh: {
      what: '申请的内容已随个人信息删除，或与现在的版本不符，没有生效。',
      wayOut: '请由申请人重新提出。',
    },
    en: {
      what: 'What was asked for has been erased with the person’s data, or no longer fits; it did not take effect.',
      wayOut: 'Let the person who asked ask for it again.',
    },
  },
  'id-taken': {
    zh: {
      what: '这一内容已经提交过，没有重复记录。',
      wayOut: '请刷新页面查看；确要再记一条的，请重新填写。',
    },
    en: {
      what: 'This has been recorded before; nothing was recorded twice.',
      wayOut: 'Reload the page and look; to record another one, fill it in anew.',
    },
  },
  'approval-asker-gone': {
    zh: {
      what: '申请人已停用或不再担任相应岗位，这项申请没有生效。',
      wayOut: '请由在岗人员重新提出申请。',
    },
    en: {
      what: 'The person who asked is disabled or no longer holds the role; the request did not take effect.',
      wayOut: 'Somebody who holds the role asks again.',
    },
  },
} satisfies RefusalTable;
