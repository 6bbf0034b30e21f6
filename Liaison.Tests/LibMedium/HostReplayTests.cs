using System.Buffers.Binary;
using NUnit.Framework;

namespace Liaison.Tests.LibMedium;

/// <summary>Sends our host what LibMedium's client once sent to LibMedium's daemon, and compares the answers byte for byte.</summary>
[CancelAfter(60_000)]
internal sealed class HostReplayTests
{
    private static IEnumerable<TestCaseData> Cases =>
        Recording.All.Where(recorded => recorded.FromClient.Count > 0).Select(recorded => new TestCaseData(recorded).SetArgDisplayNames(recorded.Note));

    [TestCaseSource(nameof(Cases))]
    public async Task The_host_answers_as_LibMedium_does(Recording recorded, CancellationToken token)
    {
        await using var served = recorded.IsOfStudents ? await Served.StudentsAsync(token) : await Served.PrimsAsync(token);
        using var client = await RawConnection.ConnectAsync(served.Path, token);

        // Events go to those that have said hello, and the student is the one that an earlier case has stored.
        var hello = RawConnection.Message(0x01);
        await client.AskAsync(recorded.IsRaw ? [] : [hello], token);
        await client.AskAsync(recorded.Note == "student: get_student" ? Recording.All.Single(each => each.Note == "student: update_student").FromClient : [], token);
        var answers = await client.AskAsync(recorded.FromClient, token);
        Assert.That(Hex(await client.AskAsync([hello], token)), Is.EqualTo(Hex([RawConnection.Message(0x16)])), "The connection goes on, and nothing more was answered.");

        if (Differences.OfHost.ContainsKey(recorded.Note))
        {
            var failure = answers.Single(answer => answer[sizeof(long)] == 0x15);
            Assert.That(BinaryPrimitives.ReadUInt32BigEndian(failure.AsSpan(25)), Is.Zero);
            Assert.That(System.Text.Encoding.UTF8.GetString(failure.AsSpan(29)), Does.Contain("'x' a value of double has 8 bytes, and not 1"));
        }
        else
        {
            Assert.That(Hex(answers), Is.EqualTo(Hex(recorded.FromHost)));
        }
    }

    [TestCase(1_000)]
    [TestCase(100_000)]
    [TestCase(200_000)]
    [TestCase(1_000_000)]
    [TestCase(15_000_000)]
    public async Task An_answer_of_any_length_is_whole(int payload, CancellationToken token)
    {
        await using var served = await Served.PrimsAsync(token);
        using var client = await RawConnection.ConnectAsync(served.Path, token);
        var value = new byte[payload];
        Random.Shared.NextBytes(value);
        var name = "echo_binary"u8.ToArray();

        await client.SendAsync(RawConnection.Message([0x05, .. Element(name), .. Element(new byte[16]), .. Element(value)]), token);
        var answer = await client.ReceiveAsync(token);

        Assert.That(answer!.AsSpan().SequenceEqual(RawConnection.Message([0x06, .. new byte[16], .. value])));
    }

    [Test]
    public async Task The_socket_is_its_owners_alone_and_clients_that_left_end_nobody_else(CancellationToken token)
    {
        await using var served = await Served.PrimsAsync(token);
        Assert.That(OperatingSystem.IsWindows() || File.GetUnixFileMode(served.Path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        var hello = RawConnection.Message(0x01);
        using var stays = await RawConnection.ConnectAsync(served.Path, token);
        for (var i = 0; i < 20; i++)
        {
            using var leaves = await RawConnection.ConnectAsync(served.Path, token);
            await leaves.SendAsync(i % 2 == 0 ? hello : hello[..5], token);
        }

        await stays.SendAsync(hello, token);
        Assert.That(await stays.ReceiveAsync(token), Is.EqualTo(RawConnection.Message(0x16)));
    }

    [Test]
    public void Every_difference_is_that_of_a_recorded_case()
    {
        Assert.That(Differences.OfHost.Keys.Concat(Differences.OfClient.Keys), Is.SubsetOf(Recording.All.Select(recorded => recorded.Note)));
        Assert.That(Differences.OfHost.Values.Concat(Differences.OfClient.Values), Has.All.Not.Empty);
        Assert.That(Recording.All, Has.Count.EqualTo(59));
    }

    private static byte[] Element(byte[] bytes)
    {
        var element = new byte[sizeof(uint) + bytes.Length];
        BinaryPrimitives.WriteInt32BigEndian(element, bytes.Length);
        bytes.CopyTo(element, sizeof(uint));
        return element;
    }

    private static string Hex(IEnumerable<byte[]> messages) => string.Concat(messages.Select(Convert.ToHexStringLower));
}
