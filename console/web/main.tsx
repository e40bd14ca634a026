import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { start } from './app/start.tsx';
import './ui/tokens.css';
import './ui/base.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root.');
createRoot(root).render(<StrictMode>{start()}</StrictMode>);
