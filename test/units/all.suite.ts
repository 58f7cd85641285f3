import { runTogether } from '../support/runTogether';

runTogether(__dirname);
