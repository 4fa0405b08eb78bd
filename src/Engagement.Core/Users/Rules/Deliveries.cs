using System.Globalization;
using Engagement.Core.Capping;
using Engagement.Core.Decisions;
using Engagement.Core.Hashing;
using Engagement.Core.Messages;

namespace Engagement.Core.Users.Rules;

/// <summary>Making a delivery: the variant or the control group, the words, the ledger and the queue.</summary>
internal static class Deliveries
{
    public const string ControlVariant = "control";

    /// <returns>True when a message was sent; false when the person is of the control group or the message could not be made.</returns>
    public static bool Make(ref UserTurn turn, Candidate candidate)
    {
        var user = turn.User;
        var id = IdOf(turn.Context.Workspace, user.Person, candidate.Campaign.Id, candidate.Cause);
        if (Ledger.Find(user, id) is not null)
        {
            turn.Decide(candidate.Dropped(Rule.ReEligibility, turn.Now, "already sent for this cause"));
            return false;
        }

        var assignment = candidate.Campaign.Allocation.For(user.Person.Value);
        if (assignment.IsControl)
        {
            Record(ref turn, candidate, id, ControlVariant, DeliveryMarks.Control);
            turn.Decide(candidate.Dropped(Rule.Experiment, turn.Now, "control group") with { Variant = ControlVariant });
            return false;
        }

        if (user.Queue.Count >= ActiveUser.MaximumQueued)
        {
            turn.Decide(candidate.Dropped(Rule.Limit, turn.Now, $"{ActiveUser.MaximumQueued} messages are waiting to be seen"));
            return false;
        }

        var definition = candidate.Campaign.Definition;
        var variant = definition.Variants[assignment.Variant];
        var scope = new UserScope(user, candidate.Properties, definition);
        var rendered = InAppRendering.Render(variant.InApp, user.Locale, turn.Context.Catalog.Settings.Locale, scope);
        if (rendered.Missing is { } missing)
        {
            turn.Decide(candidate.Dropped(Rule.Template, turn.Now, $"no value for {missing}") with { Variant = variant.Id });
            return false;
        }

        Record(ref turn, candidate, id, variant.Id, definition.Caps.Count ? DeliveryMarks.Counted : DeliveryMarks.None);
        user.Queue.Add(new QueuedMessage(
            id, candidate.Campaign.Id, variant.Id, variant.InApp.Kind, rendered.Content, definition.Display, definition.Priority,
            rendered.Locale, rendered.RightToLeft, turn.Now, turn.Now + definition.Display.ExpireAfter, Sequence: 0));
        turn.Decide(new Trace(candidate.Campaign.Id, Verdict.Sent, Rule.None, candidate.Cause, turn.Now, Delivery: id, Variant: variant.Id));
        return true;
    }

    /// <summary>The same person, campaign and cause always give the same id: that is what keeps a repeat from being a second message.</summary>
    public static DeliveryId IdOf(WorkspaceId workspace, PersonId person, CampaignId campaign, ulong cause) =>
        new(StableHash.Id128(workspace.Value, person.Kind.ToString(), person.Value, campaign.Value, cause.ToString("x16", CultureInfo.InvariantCulture)));

    private static void Record(ref UserTurn turn, Candidate candidate, DeliveryId id, string variant, DeliveryMarks marks)
    {
        Ledger.Add(turn.User, new Delivery(id, candidate.Campaign.Id, variant, Channel.InApp, turn.Now, turn.Zone.Id, marks, ShownAt: null));
        Ledger.Receive(turn.User, candidate.Campaign.Id, turn.Now);
    }
}
