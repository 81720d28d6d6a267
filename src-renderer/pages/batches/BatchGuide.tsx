import { Steps } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { BatchRules } from '#shared/contract/batchRules.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import { useCurrentBatch } from '../../app/currentBatch.tsx';
import { newId, useCommand } from '../../app/api.tsx';
import { useMay } from '../../app/session.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Actions } from '../../parts/Actions.tsx';
import { Button } from '../../parts/Button.tsx';
import { Block, Page } from '../../parts/Page.tsx';
import { BatchFacts, factsFaults } from './BatchFacts.tsx';
import type { Facts } from './BatchFacts.tsx';
import { nextBatchNo } from './nextBatchNo.ts';
import { OccupationChoice, sameOccupation } from './OccupationChoice.tsx';
import { RulesForm } from './RulesForm.tsx';
import { RulesView } from './RulesView.tsx';
import text from '../../parts/text.module.css';

/** The guide to make a batch: occupations, name and days, rules. */
export function BatchGuide() {
  const w = useWords('batches');
  const common = useWords('common');
  const navigate = useNavigate();
  const { batches, choose } = useCurrentBatch();
  const create = useCommand('batch.create');
  const [step, setStep] = useState(0);
  const [tried, setTried] = useState(false);
  const [occupations, setOccupations] = useState<readonly OccupationLevel[]>([]);
  const [facts, setFacts] = useState<Facts>({ name: '', batchNo: null, firstDay: null, lastDay: null });
  const [rules, setRules] = useState<BatchRules>(defaultBatchRules);
  const isChief = useMay(['chief']);
  const suggestedNo = nextBatchNo(
    new Date().getFullYear(),
    batches.map((batch) => batch.batchNo),
  );
  const batchNo = facts.batchNo ?? suggestedNo;
  const complete = [
    occupations.length > 0,
    Object.keys(factsFaults({ ...facts, batchNo }, w)).length === 0,
    true,
  ][step];

  const onNext = async () => {
    setTried(true);
    if (!complete) return;
    if (step < 2) {
      setStep(step + 1);
      setTried(false);
      return;
    }
    const batchId = newId<'batch'>();
    const answer = await create.submit({
      batchId,
      batchNo,
      name: facts.name.trim(),
      occupationLevels: [...occupations],
      firstDay: facts.firstDay ?? '',
      lastDay: facts.lastDay ?? '',
      rules,
    });
    if (!answer.ok) return;
    choose(batchId);
    tell.done(w.guide.created);
    void navigate(`/batches/${batchId}`);
  };
  return (
    <Page
      title={w.guide.title}
      actions={<Button onClick={() => void navigate('/batches')}>{common.cancel}</Button>}
    >
      <Steps
        size="small"
        current={step}
        items={[w.guide.steps.occupations, w.guide.steps.facts, w.guide.steps.rules].map((title) => ({
          title,
        }))}
      />
      <Block>
        {step === 0 && (
          <OccupationChoice
            chosen={occupations}
            fault={tried && occupations.length === 0 ? w.guide.chooseOne : null}
            onToggle={(one) =>
              setOccupations((before) =>
                before.some((other) => sameOccupation(one, other))
                  ? before.filter((other) => !sameOccupation(one, other))
                  : [...before, one],
              )
            }
          />
        )}
        {step === 1 && (
          <>
            <BatchFacts facts={{ ...facts, batchNo }} shown={tried} onChange={setFacts} />
            <p className={text.soft}>{w.guide.planDue({ days: rules.planWorkingDays })}</p>
          </>
        )}
        {step === 2 &&
          (isChief ? (
            <RulesForm rules={rules} onChange={setRules} />
          ) : (
            <>
              <p className={text.soft}>{w.guide.rulesChiefOnly}</p>
              <RulesView rules={rules} />
            </>
          ))}
      </Block>
      <Actions>
        {step > 0 && <Button onClick={() => setStep(step - 1)}>{common.back}</Button>}
        <Button kind="primary" busy={create.busy} onClick={() => void onNext()}>
          {step < 2 ? common.next : w.guide.create}
        </Button>
      </Actions>
    </Page>
  );
}
