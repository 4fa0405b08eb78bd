using Engagement.Node.Timing;
using Engagement.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Engagement.Node.Tests.Timing;

/// <summary>The wheel against the plainest thing that could be right: a list, searched from end to end.</summary>
public sealed class TimingWheelModelTests
{
    private const long Start = 1_764_000_000_000;

    [Fact]
    public void Equals_a_sorted_list_under_any_operations()
    {
        var operation = Gen.Choose(0, 11).SelectMany(kind => Reach().Select(by => (Kind: kind, By: by)));
        var runs = operation.ListOf().Select(list => list.ToArray()).ToArbitrary();
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(5 * PropertyCases.Count).WithEndSize(300),
            Prop.ForAll(runs, Agree));
    }

    // Reaches of all sizes, so that every level of the wheel and every border between two of them is met.
    private static Gen<long> Reach() =>
        Gen.Choose(0, 42).SelectMany(bits => Gen.Choose(-2, 2).SelectMany(beside =>
            Gen.Choose(0, 1).Select(low => (low == 0 ? 1L << bits : (1L << bits) * 5 / 3) + beside)));

    private static void Agree((int Kind, long By)[] operations)
    {
        var model = new Model();
        foreach (var (kind, by) in operations)
        {
            switch (kind)
            {
                case < 5:
                    model.Add(by);
                    break;
                case < 7:
                    model.Cancel(by);
                    break;
                case 7:
                    model.Advance(-Math.Abs(by % (3 * TimingWheel<int>.ToleratedStepBack)));
                    break;
                default:
                    model.Advance(Math.Abs(by));
                    break;
            }
        }

        model.Advance(1L << 44);
        model.Waiting.ShouldBeEmpty();
    }

    private sealed class Model
    {
        private readonly TimingWheel<int> _wheel = new(Start, capacity: 1);
        private readonly Dictionary<int, long> _due = [];
        private readonly List<TimerHandle> _handles = [];
        private long _clock = Start;
        private long _wheelTime = Start;

        public IReadOnlyCollection<int> Waiting => _due.Keys;

        public void Add(long after)
        {
            _due[_handles.Count] = _clock + after;
            _handles.Add(_wheel.Add(_clock + after, _handles.Count));
            NextDueIsALowerBound();
        }

        public void Cancel(long which)
        {
            if (_handles.Count == 0) return;
            var timer = (int)(Math.Abs(which) % _handles.Count);
            _wheel.Cancel(_handles[timer]).ShouldBe(_due.Remove(timer));
            NextDueIsALowerBound();
        }

        public void Advance(long by)
        {
            _clock += by;
            var held = _clock < _wheelTime && _wheelTime - _clock <= TimingWheel<int>.ToleratedStepBack;
            if (!held) _wheelTime = _clock;
            var fired = new List<int>();
            _wheel.Advance(_clock, fired);
            fired.Order().ShouldBe(_due.Where(pair => !held && pair.Value <= _clock).Select(pair => pair.Key).Order());
            foreach (var timer in fired) _due.Remove(timer);
            NextDueIsALowerBound();
        }

        private void NextDueIsALowerBound()
        {
            _wheel.Count.ShouldBe(_due.Count);
            if (_due.Count == 0) _wheel.NextDueMs.ShouldBeNull();
            else _wheel.NextDueMs.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(Math.Max(_wheelTime, _due.Values.Min()));
        }
    }
}
