import { dressTables, startTables } from './table.js';

startTables();
dressTables(document);
