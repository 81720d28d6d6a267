/** Subjects of an assessment: 理论知识考试 and 技能考核. */
export const subjects = ['theory', 'practical'] as const;
export type Subject = (typeof subjects)[number];
