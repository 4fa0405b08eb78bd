namespace Engagement.Node.Tests;

public sealed class MailboxTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<int> _into = [];

    [Fact]
    public void Items_are_drained_in_the_order_posted_and_added_to_what_is_there()
    {
        var box = new Mailbox<int>(10);
        _into.Add(0);
        box.TryPost(1, 1).ShouldBeTrue();
        box.TryPost(2, 1).ShouldBeTrue();
        box.Drain(_into, Patience).ShouldBe(2);
        _into.ShouldBe([0, 1, 2]);
        box.Drain(_into, TimeSpan.Zero).ShouldBe(0);
    }

    [Fact]
    public void A_box_is_full_by_the_weight_of_its_items_until_it_is_drained()
    {
        var box = new Mailbox<int>(10);
        box.TryPost(1, 6).ShouldBeTrue();
        box.TryPost(2, 5).ShouldBeFalse();
        box.TryPost(3, 4).ShouldBeTrue();
        box.Weight.ShouldBe(10);
        box.TryPost(4, 1).ShouldBeFalse();
        box.Drain(_into, TimeSpan.Zero).ShouldBe(2);
        box.Weight.ShouldBe(0);
        box.TryPost(5, 10).ShouldBeTrue();
    }

    [Fact]
    public void An_item_heavier_than_the_box_passes_alone()
    {
        var box = new Mailbox<int>(10);
        box.TryPost(1, 1).ShouldBeTrue();
        box.TryPost(2, 25).ShouldBeFalse();
        box.Drain(_into, TimeSpan.Zero).ShouldBe(1);
        box.TryPost(2, 25).ShouldBeTrue();
        box.TryPost(3, 1).ShouldBeFalse();
    }

    [Fact]
    public void A_closed_box_takes_nothing_and_gives_what_it_had()
    {
        var box = new Mailbox<int>(10);
        box.TryPost(1, 1);
        box.Close();
        box.IsClosed.ShouldBeTrue();
        box.TryPost(2, 1).ShouldBeFalse();
        box.Drain(_into, Patience).ShouldBe(1);
        box.Drain(_into, Patience).ShouldBe(0);
    }

    [Fact]
    public void A_wait_without_items_ends_with_nothing() =>
        new Mailbox<int>(10).Drain(_into, TimeSpan.FromMilliseconds(1)).ShouldBe(0);

    [Fact]
    public void A_wake_ends_one_wait_also_when_it_came_first()
    {
        var box = new Mailbox<int>(10);
        box.Wake();
        box.Drain(_into, Patience).ShouldBe(0);
        box.Drain(_into, TimeSpan.FromMilliseconds(1)).ShouldBe(0);
    }

    [Theory]
    [InlineData("post", 1)]
    [InlineData("wake", 0)]
    [InlineData("close", 0)]
    public void A_waiting_drainer_is_woken(string by, int drained)
    {
        var box = new Mailbox<int>(10);
        var result = -1;
        var drainer = new Thread(() => result = box.Drain(_into, TimeSpan.FromMinutes(10)));
        drainer.Start();
        SpinWait.SpinUntil(() => drainer.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Patience).ShouldBeTrue();
        if (by == "post") box.TryPost(1, 1);
        if (by == "wake") box.Wake();
        if (by == "close") box.Close();
        drainer.Join(Patience).ShouldBeTrue();
        result.ShouldBe(drained);
    }

    [Fact]
    public void Many_posters_and_a_small_box_lose_nothing_and_each_keeps_its_order()
    {
        const int posters = 4;
        const int each = 50_000;
        var box = new Mailbox<(int Poster, int Number)>(100);
        var threads = Enumerable.Range(0, posters).Select(poster => new Thread(() => Post(poster))).ToList();
        threads.ForEach(thread => thread.Start());

        var next = new int[posters];
        var batch = new List<(int Poster, int Number)>();
        while (next.Sum() < posters * each)
        {
            batch.Clear();
            box.Drain(batch, Patience).ShouldBeInRange(1, 100);
            foreach (var (poster, number) in batch) number.ShouldBe(next[poster]++);
        }

        threads.ForEach(thread => thread.Join());

        void Post(int poster)
        {
            for (var number = 0; number < each; number++)
            {
                while (!box.TryPost((poster, number), 1)) Thread.Yield();
            }
        }
    }

    [Fact]
    public void Posting_and_draining_allocate_nothing_once_the_lists_have_grown()
    {
        var box = new Mailbox<int>(1_000);
        for (var round = 0; round < 3; round++) Round();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Round();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Round()
        {
            for (var i = 0; i < 1_000; i++) box.TryPost(i, 1);
            _into.Clear();
            box.Drain(_into, TimeSpan.Zero);
        }
    }
}
