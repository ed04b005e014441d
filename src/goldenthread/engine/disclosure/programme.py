"""Linear programmes over a system of equations, solved by HiGHS: how far counts can be moved, at what cost.

A move is a change to every unknown that keeps all the equations and lets no count fall below nought: whoever
knows only the equations cannot tell the moved counts from the true ones.
"""

from collections.abc import Collection, Mapping, Sequence

import highspy
import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
EXACT = 1e-7
NEXT_TO_NOTHING = 1e-4


class _Quiet(highspy.Highs):
    """HiGHS without callbacks: setting them up prints a line to whoever reads the output."""

    def enableCallbacks(self) -> None:
        return None


class Programme:
    """One part of a system. `numbers` are the unknowns that may move, in the order of every array here.

    `down` and `up` are how far each may, both from 0; `cost` is what moving each by one costs.
    """

    def __init__(
        self,
        numbers: Sequence[int],
        equations: Collection[Sequence[tuple[int, int]]],
        down: Numbers,
        up: Numbers,
        cost: Numbers,
    ) -> None:
        self.place: Mapping[int, int] = {number: at for at, number in enumerate(numbers)}
        self.down, self.up, self.cost = down, up, cost.copy()
        self.size = len(numbers)
        self.solver = _Quiet()  # type: ignore[no-untyped-call]
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("threads", 1)
        self.solver.setOptionValue("presolve", "off")
        self.solver.setOptionValue("solver", "simplex")
        self.solver.passModel(self._model(equations))

    def _model(self, equations: Collection[Sequence[tuple[int, int]]]) -> highspy.HighsLp:
        """Each unknown is two columns, how far it rises and how far it falls; each equation is a row."""
        starts, columns, signs = [0], [], []
        for equation in equations:
            for number, sign in equation:
                at = self.place.get(number)
                if at is not None:
                    columns += [at, self.size + at]
                    signs += [float(sign), float(-sign)]
            starts.append(len(columns))
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = 2 * self.size, len(starts) - 1
        model.col_cost_ = np.concatenate([self.cost, self.cost])
        model.col_lower_ = np.zeros(2 * self.size)
        model.col_upper_ = np.concatenate([self.up, self.down])
        model.row_lower_ = model.row_upper_ = np.zeros(len(starts) - 1)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        model.a_matrix_.index_ = np.array(columns, dtype=np.int32)
        model.a_matrix_.value_ = np.array(signs, dtype=np.float64)
        return model

    def make_free(self, ats: Collection[int], cost: float) -> None:
        """Let these move at another cost."""
        for at in ats:
            self.cost[at] = cost
            self.solver.changeColCost(at, cost)
            self.solver.changeColCost(self.size + at, cost)

    def moved(self, by: Mapping[int, float]) -> Numbers | None:
        """The cheapest move in which these unknowns move by so much each; None where there is none."""
        if any(step > self.up[at] + EXACT or -step > self.down[at] + EXACT for at, step in by.items()):
            return None
        for at, step in by.items():
            self.solver.changeColBounds(at, max(step, 0.0), max(step, 0.0))
            self.solver.changeColBounds(self.size + at, max(-step, 0.0), max(-step, 0.0))
        found = self._solved()
        for at in by:
            self.solver.changeColBounds(at, 0.0, self.up[at])
            self.solver.changeColBounds(self.size + at, 0.0, self.down[at])
        return found

    def stretched(self, pull: Numbers) -> Numbers | None:
        """The move that goes farthest along `pull`, within the bounds; a little cost keeps the rest still."""
        columns = np.arange(2 * self.size, dtype=np.int32)
        costs = np.concatenate([NEXT_TO_NOTHING - pull, NEXT_TO_NOTHING + pull])
        self.solver.changeColsCost(len(columns), columns, costs)
        return self._solved()

    def _solved(self) -> Numbers | None:
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = np.array(self.solver.getSolution().col_value)
        move: Numbers = values[: self.size] - values[self.size :]
        move[np.abs(move) < EXACT] = 0.0
        return move
