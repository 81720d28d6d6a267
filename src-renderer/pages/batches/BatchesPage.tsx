import { Route, Routes } from 'react-router';
import { BatchDetailPage } from './BatchDetailPage.tsx';
import { BatchGuide } from './BatchGuide.tsx';
import { BatchList } from './BatchList.tsx';

/** 认定批次: the list, the guide to make one, one batch. */
export function BatchesPage() {
  return (
    <Routes>
      <Route index element={<BatchList />} />
      <Route path="new" element={<BatchGuide />} />
      <Route path=":batchId" element={<BatchDetailPage />} />
    </Routes>
  );
}
