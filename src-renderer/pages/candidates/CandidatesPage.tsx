import { Route, Routes } from 'react-router';
import { CandidateList } from './CandidateList.tsx';
import { ImportPage } from './ImportPage.tsx';

/** 考生与资格审核: list with search, import, the card of a person. */
export function CandidatesPage() {
  return (
    <Routes>
      <Route path="import" element={<ImportPage />} />
      <Route path=":enrolmentId?" element={<CandidateList />} />
    </Routes>
  );
}
