import { ActionIcon, Button, Group, Stack } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FigureInput } from '../../../components/figure-input.tsx';
import type { Point, Shape } from './control-shape.ts';

interface Props {
  shape: Extract<Shape, { kind: 'curve' }>;
  points: readonly Point[];
  onChange: (points: readonly Point[]) => void;
}
/** OCPP 2.1 DERCurveType. */
const MOST_POINTS = 10;

/** The points of a curve: at so much voltage, frequency or power, so much power or so many seconds. */
export function CurveFields({ shape, points, onChange }: Props) {
  const { t } = useTranslation('grid');
  const change = (key: number, by: Partial<Point>) => onChange(points.map((point) => (point.key === key ? { ...point, ...by } : point)));
  const add = () => {
    const last = points.at(-1) ?? { x: 0, y: 0 };
    onChange([...points, { key: Math.max(0, ...points.map(({ key }) => key)) + 1, x: (last.x ?? 0) + 1, y: last.y }]);
  };
  return (
    <Stack gap={8} role="group" aria-label={t('grid:curve')}>
      {points.map(({ key, x, y }, index) => (
        <Group key={key} gap={8} align="end" wrap="nowrap">
          <FigureInput
            label={t('grid:at', { number: index + 1 })}
            value={x}
            onChange={(to) => change(key, { x: to })}
            suffix={` ${t(`grid:unit.${shape.x}`)}`}
            hideControls
            style={{ flex: 1 }}
          />
          <FigureInput
            label={t(shape.y === 'seconds' ? 'grid:after' : 'grid:then')}
            value={y}
            onChange={(to) => change(key, { y: to })}
            suffix={shape.y === 'none' ? '' : ` ${t(`grid:unit.${shape.y}`)}`}
            hideControls
            style={{ flex: 1 }}
          />
          <ActionIcon
            size={36}
            variant="subtle"
            color="gray"
            aria-label={t('grid:removePoint', { number: index + 1 })}
            onClick={() => onChange(points.filter((point) => point.key !== key))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={15} aria-hidden />}
        disabled={points.length >= MOST_POINTS}
        onClick={add}
        style={{ justifySelf: 'start', alignSelf: 'start' }}
      >
        {t('grid:addPoint')}
      </Button>
    </Stack>
  );
}
