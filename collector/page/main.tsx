import '../../renderer/hooks/no-eval.ts';
import '../../renderer/face/face.css';
import '../../renderer/face/rooms.css';
import './page.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followContrast } from '../../renderer/face/follow-contrast.ts';
import { CollectorApp } from './app.tsx';
import { noticePeople } from './border/attended.ts';

followContrast();
noticePeople();
const place = document.getElementById('app');
if (place === null) throw new Error('index.html has no #app');
createRoot(place).render(
  <StrictMode>
    <CollectorApp />
  </StrictMode>,
);
