using Engagement.Cluster.Timing;

namespace Engagement.Cluster.Tests.Timing;

public sealed class DueSetTests
{
    private readonly DueSet _due = new(new Dictionary<string, long>());

    [Fact]
    public void The_first_who_is_due_is_taken_first_and_nobody_before_their_time()
    {
        _due.Note("late", 30);
        _due.Note("early", 10);

        _due.Next.ShouldBe(10);
        _due.Take(9).ShouldBeNull();
        _due.Take(10).ShouldNotBeNull().Person.ShouldBe("early");
        _due.Take(29).ShouldBeNull();
        _due.Take(30).ShouldNotBeNull().Person.ShouldBe("late");
        _due.Next.ShouldBeNull();
    }

    [Fact]
    public void An_earlier_note_counts_and_a_later_one_changes_nothing()
    {
        _due.Note("ada", 20).ShouldBeTrue();
        _due.Note("ada", 30).ShouldBeFalse();
        _due.Note("ada", 10).ShouldBeTrue();

        _due.Take(10).ShouldNotBeNull().Person.ShouldBe("ada");
        _due.Take(100).ShouldBeNull();
        _due.Count.ShouldBe(0);
    }

    [Fact]
    public void Who_is_being_woken_is_kept_until_that_is_over()
    {
        _due.Note("ada", 10);
        var waking = _due.Take(10)!;
        _due.ToKeep().ShouldBe(new Dictionary<string, long> { ["ada"] = 10 });

        _due.Woken(waking);
        _due.ToKeep().ShouldBeEmpty();
    }

    [Fact]
    public void A_note_made_while_somebody_is_woken_outlives_the_waking()
    {
        _due.Note("ada", 10);
        var waking = _due.Take(10)!;
        _due.Note("ada", 40);
        _due.ToKeep()["ada"].ShouldBe(10);

        _due.Woken(waking);
        _due.ToKeep()["ada"].ShouldBe(40);
        _due.Take(40).ShouldNotBeNull().Person.ShouldBe("ada");
    }

    [Fact]
    public void Two_wakings_of_one_person_end_each_by_itself()
    {
        _due.Note("ada", 10);
        var first = _due.Take(10)!;
        _due.Note("ada", 40);
        var second = _due.Take(40)!;

        _due.Woken(first);
        _due.ToKeep()["ada"].ShouldBe(40);

        _due.Woken(second);
        _due.ToKeep().ShouldBeEmpty();
    }

    [Fact]
    public void Who_could_not_be_woken_is_due_again_and_not_later_than_they_asked_for_meanwhile()
    {
        _due.Note("ada", 10);
        var waking = _due.Take(10)!;
        _due.Note("ada", 15);
        _due.Again(waking, 1010);

        _due.Next.ShouldBe(15);
    }

    [Fact]
    public void What_was_kept_comes_back()
    {
        _due.Note("ada", 10);
        _due.Note("bob", 20);
        _due.Take(10);

        var again = new DueSet(_due.ToKeep());
        again.Take(20).ShouldNotBeNull().Person.ShouldBe("ada");
        again.Take(20).ShouldNotBeNull().Person.ShouldBe("bob");
    }
}
